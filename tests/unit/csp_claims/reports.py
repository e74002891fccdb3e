"""Sentences and passages as public reports write them, true and false; and what only looks so.

Written for these tests: places, figures and groups are invented.
"""
# ruff: noqa: E501 - a sentence stands on its line

TRUE = """
Total recorded crime fell by 3.2% in the year ending March 2024, from 48,212 offences to 46,669.
Between 2021/22 and 2022/23, domestic abuse crimes decreased from 9,431 to 8,867, a reduction of 6%.
Violence with injury offences were down 8.4% (from 6,214 to 5,692) compared with the previous year.
There was an increase of 12.5% in 999 calls, with 112,500 received in 2023/24 against 100,000 in 2022/23.
Fire crews attended 1,848 incidents during the quarter, 132 fewer than the 1,980 attended in the same quarter last year.
Accidental dwelling fires reduced from 214 in 2020/21 to 187 in 2021/22 (-12.6%).
Deliberate secondary fires increased by 46 (9.2%) from 500 to 546.
The number of first time entrants fell from 205 to 164, a 20% drop.
In 2022/23 there were 3,400 hate crimes, up from 3,200 in 2021/22, an increase of 6.3%.
Rape offences rose 4% from 650 to 676.
Of 420 victims surveyed, 315 (75%) were satisfied with the service.
A total of 1,250 fixed penalty notices were issued: 800 for litter, 300 for dog fouling and 150 for fly-tipping.
The service received 640 referrals: 410 from police, 130 from health and 100 from schools.
The average response time improved from 12.4 minutes to 11.1 minutes, a reduction of 1.3 minutes.
The force recorded 84.2 crimes per 1,000 population (52,625 crimes in a population of 625,000).
Stop and search rose to 4,510 from 3,770 last year, up 19.6%.
Public confidence increased by 3 percentage points from 71% to 74%.
Confidence stood at 62.5% in Q4, compared to 59.0% in Q3, an increase of 3.5 percentage points.
The detection rate was 18.2%, above the national average of 16.5%.
Re-offending fell to 31.4% from 33.0% in the previous year, 1.6 percentage points lower.
The number of children killed or seriously injured halved from 24 to 12.
Cannabis farms discovered doubled from 35 in 2021 to 70 in 2022.
Knife-enabled robbery almost doubled, from 120 to 231 offences.
One in five residents (20%) said they had witnessed drug dealing.
Around a third of respondents (34%) felt unsafe after dark.
More than half (53%) of calls were resolved at first contact.
The partnership has five priorities: serious violence, domestic abuse, exploitation, anti-social behaviour and reoffending.
Burglary dwelling: 1,102 (2021/22) to 1,013 (2022/23), a fall of 8.1%.
In the 12 months to December 2023 there were 6,120 thefts from shops, a 25% increase on the 4,896 in the 12 months to December 2022.
The overall number of ASB incidents reported to the police decreased by 1,511 to 12,017 from 13,528.
There were 72 repeat callers in May, compared with 96 in April, a 25% decrease.
Spend on the scheme was £1.2m, made up of £700,000 from the council and £500,000 from the Home Office.
The grant rose from £4.0m to £4.6m, an increase of 15%.
The precept raised £48.3m, up 5% from £46.0m.
Of the 64 MARAC cases heard, 16 (25%) were repeat cases.
The proportion of offenders completing the programme was 68%, lower than the target of 75%.
A further 24 officers were recruited, taking the total from 1,206 to 1,230.
Naloxone kits issued went up from 415 to 498, which is a 20% rise.
Violent crime is up by 2% on last year (10,241 compared with 10,040).
Shoplifting was the largest increase, rising 28.3% from 2,650 to 3,400 offences.
Admissions for alcohol-specific conditions in under 18s fell from 31.2 to 28.4 per 100,000.
There were 482 vehicle thefts this year compared to 536 last year, which represents a 10.1% reduction.
Some 1,024 people attended training in 2023/24, more than the 880 who attended in 2022/23.
During Q2, 45 of the 60 milestones (75%) were on track.
Of the 18 actions in the plan, 12 are complete, 4 are on track and 2 are delayed.
Total crime went down by 7%, burglary by 12% and vehicle crime by 3%.
Burglary fell 10.0% (from 900 to 810) while robbery rose 5.0% (from 200 to 210).
Robbery and burglary fell by 10% and 20% respectively, from 200 to 180 and from 500 to 400.
The out-of-court disposal was offered to 250 people and 225 accepted it (90%).
62% of respondents agreed, 21% disagreed and the remaining 17% did not know.
Home fire safety visits: 10,240 completed against a target of 10,000.
Home fire safety visits exceeded the target of 10,000, with 10,240 completed.
Primary fires fell for the third year running, to 612 from 655 in 2021/22 and 702 in 2020/21.
The rate of anti-social behaviour is 18.9 per 1,000 residents, lower than the regional rate of 24.1 per 1,000.
We issued 36 community protection notices, 9 more than the 27 issued in the year before.
Three quarters of the 120 young people (90) did not re-offend.
Just under 40% of incidents (1,192 of 3,000) were alcohol related.
Just over 1,500 people (1,523) visited the stalls.
Overall satisfaction rose from 78% to 81%.
The number of officers fell by almost 10%, from 2,000 to 1,810.
The number of special constables has more than halved, from 90 to 41.
ASB has reduced by over a fifth, from 10,400 to 8,216.
Between April and June 2023 there were 312 wildfires, nearly three times the 108 seen in the same period of 2022.
Drink drive arrests went from 1,402 to 1,331 (a fall of 71).
The total of 5,204 is 4.1% lower than 2021/22 (5,427).
Compared to 2021/22 (5,427), the total of 5,204 is 4.1% lower.
Crime decreased in 2023 by 2.5% year on year, to 39,000 from 40,000.
There has been a decrease of 18 per cent in bicycle theft, from 650 offences to 533.
Fly-tipping: 7,200 incidents, 4% down on last year's 7,500.
The £900,000 fund was shared between 12 projects receiving £75,000 each.
Arson offences are 16.7% down on last year (150 compared to 180).
The year saw 11 fatal collisions, one fewer than in 2021/22 (12).
Attendances at the emergency department for assault fell by 24, from 310 to 286, a drop of 7.7%.
Hospital admissions went up by a quarter, from 80 to 100.
Calls to the helpline fell by nearly a fifth, from 1,000 to 810.
Violence against the person accounts for 36% of all crime (16,920 of 47,000 offences).
""".strip().splitlines()

FALSE = """
Total recorded crime fell by 5.2% in the year ending March 2024, from 48,212 offences to 46,669.
Between 2021/22 and 2022/23, domestic abuse crimes decreased from 9,431 to 8,867, a reduction of 16%.
Violence with injury offences were down 10.4% (from 6,214 to 5,692) compared with the previous year.
There was an increase of 15% in 999 calls, with 112,500 received in 2023/24 against 100,000 in 2022/23.
Fire crews attended 1,848 incidents during the quarter, 232 fewer than the 1,980 attended in the same quarter last year.
Accidental dwelling fires reduced from 214 in 2020/21 to 187 in 2021/22 (-22.6%).
Deliberate secondary fires increased by 46 (12.2%) from 500 to 546.
The number of first time entrants fell from 205 to 164, a 30% drop.
In 2022/23 there were 3,400 hate crimes, up from 3,200 in 2021/22, an increase of 9.3%.
Rape offences rose 7% from 650 to 676.
Of 420 victims surveyed, 315 (85%) were satisfied with the service.
A total of 1,250 fixed penalty notices were issued: 800 for litter, 300 for dog fouling and 250 for fly-tipping.
The service received 640 referrals: 410 from police, 130 from health and 120 from schools.
The average response time improved from 12.4 minutes to 11.1 minutes, a reduction of 2.3 minutes.
The force recorded 94.2 crimes per 1,000 population (52,625 crimes in a population of 625,000).
Stop and search rose to 4,510 from 3,770 last year, up 29.6%.
Public confidence increased by 5 percentage points from 71% to 74%.
Confidence stood at 62.5% in Q4, compared to 59.0% in Q3, an increase of 5.5 percentage points.
The detection rate was 14.2%, above the national average of 16.5%.
Re-offending fell to 31.4% from 33.0% in the previous year, 2.6 percentage points lower.
The number of children killed or seriously injured halved from 24 to 18.
Cannabis farms discovered doubled from 35 in 2021 to 50 in 2022.
Knife-enabled robbery almost doubled, from 120 to 171 offences.
One in five residents (35%) said they had witnessed drug dealing.
Around a third of respondents (52%) felt unsafe after dark.
More than half (43%) of calls were resolved at first contact.
The partnership has six priorities: serious violence, domestic abuse, exploitation, anti-social behaviour and reoffending.
Burglary dwelling: 1,102 (2021/22) to 1,013 (2022/23), a fall of 18.1%.
In the 12 months to December 2023 there were 6,120 thefts from shops, a 35% increase on the 4,896 in the 12 months to December 2022.
The overall number of ASB incidents reported to the police decreased by 1,811 to 12,017 from 13,528.
There were 72 repeat callers in May, compared with 96 in April, a 35% decrease.
The grant rose from £4.0m to £4.6m, an increase of 25%.
The precept raised £48.3m, up 9% from £46.0m.
Of the 64 MARAC cases heard, 16 (35%) were repeat cases.
The proportion of offenders completing the programme was 78%, lower than the target of 75%.
Naloxone kits issued went up from 415 to 498, which is a 30% rise.
Violent crime is up by 6% on last year (10,241 compared with 10,040).
Shoplifting was the largest increase, rising 38.3% from 2,650 to 3,400 offences.
Admissions for alcohol-specific conditions in under 18s fell from 28.4 to 31.2 per 100,000.
There were 482 vehicle thefts this year compared to 536 last year, which represents a 15.1% reduction.
During Q2, 45 of the 60 milestones (85%) were on track.
Burglary fell 15.0% (from 900 to 810) while robbery rose 5.0% (from 200 to 210).
Robbery and burglary fell by 10% and 30% respectively, from 200 to 180 and from 500 to 400.
62% of respondents agreed, 21% disagreed and the remaining 27% did not know.
Home fire safety visits exceeded the target of 10,000, with 9,240 completed.
The rate of anti-social behaviour is 28.9 per 1,000 residents, lower than the regional rate of 24.1 per 1,000.
We issued 36 community protection notices, 19 more than the 27 issued in the year before.
Just under 40% of incidents (1,592 of 3,000) were alcohol related.
Overall satisfaction rose from 81% to 78%.
The number of officers fell by almost 20%, from 2,000 to 1,810.
The number of special constables has more than halved, from 90 to 61.
ASB has reduced by over a fifth, from 10,400 to 9,216.
Drink drive arrests went from 1,402 to 1,331 (a fall of 91).
The total of 5,204 is 7.1% lower than 2021/22 (5,427).
Compared to 2021/22 (5,427), the total of 5,204 is 8.1% lower.
Crime decreased in 2023 by 5.5% year on year, to 39,000 from 40,000.
There has been a decrease of 28 per cent in bicycle theft, from 650 offences to 533.
Fly-tipping: 7,200 incidents, 9% down on last year's 7,500.
Arson offences are 26.7% down on last year (150 compared to 180).
The year saw 11 fatal collisions, three fewer than in 2021/22 (12).
Attendances at the emergency department for assault fell by 24, from 310 to 286, a drop of 17.7%.
Hospital admissions went up by a third, from 80 to 90.
Calls to the helpline fell by nearly a fifth, from 1,000 to 910.
Violence against the person accounts for 46% of all crime (16,920 of 47,000 offences).
Theft offences decreased by 8% from 4,200 to 4,536.
A 14% rise in burglary was recorded, with offences falling from 500 to 430.
Complaints fell 20% to 96, from 112 the year before.
Detections rose from 15% in 2021 to 21% in 2022, a rise of 9 percentage points.
There were 1,200 arrests, of which 480 (50%) were for violence.
Warnings increased from 310 to 279.
""".strip().splitlines()

QUIET = """
The service supports young people aged 10 to 17 and their families.
People aged between 16 and 24 are most likely to be victims, with 45% of offences.
Adults aged 18 to 25 made up 32% of those arrested, and those aged 26-35 made up 28%.
Section 17 of the Crime and Disorder Act 1998 places a duty on 6 responsible authorities.
The Police Reform and Social Responsibility Act 2011 and the Serious Violence Duty 2022 apply.
Contact the team on 0191 375 2000 or 101, extension 4512.
Call 0800 555 111 or text 60060 to report crime anonymously.
The meeting on 14 March 2023 at 10.30am will be held in Committee Room 2.
See paragraphs 12 to 15 and Appendix 3 on page 47.
Figure 4 shows a 12% fall and Table 7 a 3% rise.
Pupils in years 5 and 6 at 42 schools took part, 1,200 in all from Year 6.
The 2023/24 academic year begins on 4 September 2023 for Key Stage 3.
Funding of £250,000 was secured for 2023/24, with £180,000 for 2024/25.
The precept will rise by £15 to £256.24 for a Band D property in 2023/24.
Between 15% and 20% of offences are thought to go unreported.
Offences ranged from 120 in ward A to 450 in ward B.
The cost is estimated at £3m to £5m over 3 to 5 years.
A 1% increase in council tax raises around £600,000.
Crime fell by 5% in the city and rose by 3% in the county.
45% of women and 28% of men said they felt unsafe, 60% of them after dark.
Of the 300 people referred, 60% engaged and 25% of those completed.
In 2022, 34% of violent crime was domestic; in 2023 it was 37%.
The unit has 12 officers, 4 PCSOs and 2 staff.
There were 12 incidents in June, 15 in July and 9 in August.
The 5-year plan runs from 2021 to 2026 and is in its 3rd year.
Operation Sceptre ran from 13 to 19 November and recovered 112 knives.
The CCTV control room works 24/7, 365 days a year, with 350 cameras.
Target: 95% of emergency calls answered in 10 seconds; 91.2% achieved.
It is expected that demand will increase by 10% from 2024 to 2027.
Response times are 8 minutes for Grade 1 calls and 60 minutes for Grade 2 calls.
The A689 and A177 saw 14 and 9 collisions, in 20mph and 40mph zones.
The vote was 34 for, 12 against and 3 abstentions.
There were 45 drop outs 30 days on.
The home was built in 1967 and sold for £125,000 in 2019.
Postcode DH1 5UL has 1,540 households and TS17 6BA has 1,230.
In the last 5 years crime has fallen by 9%.
Since 2019, the number of officers has grown by 187 to 1,324.
Over 3,000 residents completed the survey, of whom 68% were women.
The risk score fell from 16 to 12 out of 25 after mitigation.
Residents scored safety 7.2 out of 10, and 6.8 out of 10 at night.
The ratio of female to male victims was 3:1 in 2022 and 2:1 in 2021.
Version 2.1 of the policy replaced version 1.4 on 1 April 2022.
Paragraph 4.12 of the report gives the 3 options, and option 2 is recommended.
Officers seized 3kg of cocaine, £45,000 in cash and 12 vehicles.
More than 1 in 10 adults and 1 in 5 children live with domestic abuse.
The team supported 140 people in Durham, 85 in Easington and 60 in Sedgefield.
From 1 April 2023 to 31 March 2024 we dealt with 2,310 reports.
The number of burglaries fell by 12% compared with 2019/20, and by 3% compared with last year, to 1,204.
Compared with the pre-pandemic year 2019/20, crime is down by 8% from 51,000.
Crime per head was 78.1 per 1,000 in Durham and 92.4 in the force area.
It takes 14 days to complete 80% of cases and 28 days for 95%.
Since the launch in May 2021, 1,450 people have signed up, 230 of them this year.
The programme cost £1.1m, a saving of 12% on the budget set in 2020.
Prices rose by 10.1% in the 12 months to July 2022, up from 9.4% in June.
CPI was 2.1% in 2019 and is forecast to fall to 2.0% by 2025 from 4.0% this year.
There are 43 forces and 39 police and crime commissioners in England and Wales.
15 to 17 year olds made up 55% of the 220 first time entrants.
By 2030, we aim to halve the number of deaths from 30 in 2020 to 15.
The inspection graded the force good in 5 of 8 areas and outstanding in 1.
Section 34 notices rose from 3 to 5 and section 35 directions by 40%.
The 8 wards with most crime account for 40% of offences, and the top 3 for 22%.
On 3 occasions in 2022 and 4 in 2023, both bridges were shut for 2 hours.
Over 70% of fires were put out within 10 minutes, 15% within 30.
The number of referrals was higher in 2022/23 (512) and 2021/22 (498) than before.
Reports rose in April (45), May (52) and June (61).
Of the six recommendations, two were accepted and three partly accepted.
Four of the five districts saw rises, the largest being 14% in Sedgefield.
Every £1 spent saves £4.20, and the scheme returned £2.6m.
He was sentenced to 12 years for 15 offences between 2014 and 2019.
Class A drugs worth £1.3m and 16 firearms were seized in 28 raids.
Officer numbers: 1,350 in March 2022, against an establishment of 1,377.
Uptake is 62%, against 71% in the region and 75% in England.
Between 2010 and 2020 the budget was cut by 24% in real terms.
Two thirds of the 36 recommendations are complete.
The scheme has 150 volunteers in 24 groups, a rise of 12 since last year.
The gap between the most and the least deprived areas is 12 points, up from 9.
Fewer than 5 people in 2022 and 7 in 2021 were affected.
The survey had 512 replies (response rate 34%), of which 61% were online.
Confidence in the police is 5% lower in the 10% most deprived areas.
In Q1 45% of calls were answered in time, in Q2 52%.
The 3,100 incidents were 9% of the 2022 total.
The number of offences rose by 10% to 1,320, and the number of victims by 12% to 990.
Burglary fell by 10% from its peak in 2018, and vehicle crime rose by 5% from 800 to 840.
The force spent £1.8m on overtime, 12% more than planned and 3% more than last year.
Sickness was 9.1 days per officer (8.4 in 2022) and 10.2 per member of staff.
""".strip().splitlines()

TRUE_PASSAGES = [
    """# Recorded crime by district

| District | 2021/22 | 2022/23 | Change | % change |
|---|---|---|---|---|
| Northfield | 4,120 | 3,955 | -165 | -4.0% |
| Southmoor | 2,860 | 3,003 | 143 | 5.0% |
| Westbury | 1,500 | 1,440 | -60 | -4.0% |
| Total | 8,480 | 8,398 | -82 | -1.0% |
""",
    """# Recorded crime by district

| District | 2021/22 | 2022/23 | Change | % change |
|---|---|---|---|---|
| Northfield | 4,120 | 3,955 | -165 | -4.0% |
| Southmoor | 2,860 | 3,003 | 143 | 5.0% |
| Westbury | 1,500 | 1,440 | -60 | -4.0% |
| Total | 8,480 | 8,398 | -82 | -1.0% |
""",
    """Foreword

In 2022/23 anti-social behaviour fell by 12.4% across the county, and I thank everybody who helped.

Our priorities

We listen to residents and act on what they tell us.

Performance

Reports of anti-social behaviour in the county decreased by 12.4% in 2022/23, from 10,500 in 2021/22 to 9,198.
""",
    """The review makes four recommendations:

1. Publish the data each quarter.
2. Train every front-line officer.
3. Agree one referral form.
4. Report back to the committee.
""",
    """Of the 480 incidents attended in the year:

- 240 (50%) were false alarms
- 120 (25%) were secondary fires
- 72 (15%) were road traffic collisions
- 48 (10%) were primary fires
""",
    """Emergency admissions for violence

Year	Admissions	Rate per 100,000
2020/21	212	40.8
2021/22	240	46.2
2022/23	198	38.1

Admissions fell from 240 to 198 in 2022/23.
""",
    """Grants awarded this year:

- £12,500 to Northfield Youth Centre
- £8,000 to Southmoor Women's Aid
- £4,500 to Westbury Boxing Club

In total £25,000 was awarded.
""",
    """Key figures:
• 9% reduction in house burglary - from 1,100 to 1,001
• 10% reduction in vehicle crime - from 2,000 to 1,800
• 5% increase in shoplifting - from 3,000 to
3,150
• 2% increase in public order - from 5,000 to 5,100
""",
    """Incidents by quarter

Measure    Q1    Q2    Q3    Q4    Total
Fires    120    110    95    75    400
Collisions    60    66    70    64    260
False alarms    200    210    190    205    805
""",
    """The meeting will take place on Tuesday 16 April 2024 at 10am in County Hall.
""",
    """Satisfaction

Survey	2022	2023	Trend
Feel safe in the day	88%	90%	↑
Feel safe after dark	61%	57%	↓
Trust the police	70%	73%	↑
""",
]

FALSE_PASSAGES = [
    """# Recorded crime by district

| District | 2021/22 | 2022/23 | Change | % change |
|---|---|---|---|---|
| Northfield | 4,120 | 3,955 | -165 | -4.0% |
| Southmoor | 2,860 | 3,003 | 143 | 5.0% |
| Westbury | 1,500 | 1,440 | -60 | -4.0% |
| Total | 8,480 | 8,938 | -82 | -1.0% |
""",
    """# Recorded crime by district

| District | 2021/22 | 2022/23 | Change | % change |
|---|---|---|---|---|
| Northfield | 4,120 | 3,955 | -165 | -4.0% |
| Southmoor | 2,860 | 3,003 | 143 | 15.0% |
| Westbury | 1,500 | 1,440 | -60 | -4.0% |
| Total | 8,480 | 8,398 | -82 | -1.0% |
""",
    """Foreword

In 2022/23 anti-social behaviour fell by 14.2% across the county, and I thank everybody who helped.

Our priorities

We listen to residents and act on what they tell us.

Performance

Reports of anti-social behaviour in the county decreased by 12.4% in 2022/23, from 10,500 in 2021/22 to 9,198.
""",
    """The review makes five recommendations:

1. Publish the data each quarter.
2. Train every front-line officer.
3. Agree one referral form.
4. Report back to the committee.
""",
    """Of the 480 incidents attended in the year:

- 240 (50%) were false alarms
- 120 (35%) were secondary fires
- 72 (15%) were road traffic collisions
- 48 (10%) were primary fires
""",
    """Emergency admissions for violence

Year	Admissions	Rate per 100,000
2020/21	212	40.8
2021/22	240	46.2
2022/23	198	38.1

Admissions rose from 240 to 198 in 2022/23.
""",
    """Grants awarded this year:

- £12,500 to Northfield Youth Centre
- £8,000 to Southmoor Women's Aid
- £4,500 to Westbury Boxing Club

In total £26,000 was awarded.
""",
    """Key figures:
• 9% reduction in house burglary - from 1,100 to 1,001
• 20% reduction in vehicle crime - from 2,000 to 1,800
• 5% increase in shoplifting - from 3,000 to
3,150
• 2% increase in public order - from 5,000 to 5,100
""",
    """Incidents by quarter

Measure    Q1    Q2    Q3    Q4    Total
Fires    120    110    95    75    420
Collisions    60    66    70    64    260
False alarms    200    210    190    205    805
""",
    """The meeting will take place on Thursday 16 April 2024 at 10am in County Hall.
""",
    """Satisfaction

Survey	2022	2023	Trend
Feel safe in the day	88%	90%	↑
Feel safe after dark	61%	57%	↑
Trust the police	70%	73%	↑
""",
]

QUIET_PASSAGES = [
    """Case study: Operation Otter

Between January and March 2023, officers visited 340 homes, gave 120 marking kits and fitted 60 alarms.
The operation followed 24 burglaries in 6 weeks. In the 3 months since, there have been 5.

1.1 The budget is £4.2m in 2023/24 and £4.4m in 2024/25.
1.2 Ward 3 had 45 incidents and ward 4 had 54.
""",
    """Year | Officers | Staff
2019 | 1,210 | 840
2020 | 1,260 | 866
2021 | 1,305 | 871

The workforce plan assumes 1,350 officers by 2023.
""",
    """Table 3: Rates per 1,000 population
Area	Rate	Rank
Northfield	84.1	1
Southmoor	77.2	2
Westbury	62.9	3
Average	74.7	-
""",
    """In total 50 staff attended.

- 12 from police
- 20 from health

In total we are pleased with the day.
""",
    """- £500 to one group
- £700 to another

In total 12 groups applied.
""",
    """Contents
1. Foreword 3
2. Our priorities 5
3. Performance 12
4. Finance 20
""",
    """Theft fell by 4% in the north in 2022/23.

Theft fell by 7% in the south in 2022/23.

Theft rose by 2% in the west in 2022/23.
""",
    """In the first quarter there were 410 referrals, a rise of 8%.

In the second quarter there were 395 referrals, a fall of 4%.

Over the year referrals rose by 3%.
""",
    """Reporting period	Number	Cumulative
April	40	40
May	35	75
June	52	127
""",
    """| Measure | Target | Actual | RAG |
|---|---|---|---|
| 999 calls answered in 10 seconds | 90% | 88.4% | Amber |
| Victims satisfied | 80% | 83.0% | Green |
| Repeat rate | 25% | 26.2% | Red |
""",
    """The three main themes are set out below. Each has its own plan.

Prevention

We will work with schools.

Protection

We will support victims.
""",
    """We asked 1,204 residents. 54% were women, 46% men; 18% were aged 16-34, 41% 35-64 and 41% 65 or over.

Asked what worried them most, 38% said speeding, 31% litter, 27% drugs and 22% noise (people could choose several).
""",
    """Burglary fell by 10% in 2021/22 compared with 2020/21 and by 6% compared with 2019/20.

Burglary fell by 12% in 2022/23.
""",
    """Serious violence rose by 9% in the year to June 2023. In the year to March 2023 it had risen by 11%.
""",
]

APART = [  # two sentences of one page that differ since they are of two things
    ("In ward 3 burglary fell by 10% in 2022/23.",
     "In ward 4 burglary fell by 20% in 2022/23."),
    ("Offences by those aged 10 to 17 fell by 5% in 2022/23.",
     "Offences by those aged 18 to 25 fell by 9% in 2022/23."),
    ("Collisions on the A689 rose by 5% in 2022/23.",
     "Collisions on the A177 rose by 7% in 2022/23."),
    ("In 2022/23 there were 412 thefts in zone 1.",
     "In 2022/23 there were 433 thefts in zone 2."),
    ("Thefts in the north fell by 5% in 2022/23.",
     "Thefts in the south fell by 9% in 2022/23."),
    ("Male victims fell by 5% in 2022/23.",
     "Female victims fell by 9% in 2022/23."),
    ("Burglary fell by 5% in April 2022.",
     "Burglary fell by 9% in May 2022."),
    ("In 2022/23 crime fell by 5% compared with 2021/22.",
     "In 2022/23 crime fell by 9% compared with 2019/20."),
    ("Arrests rose by 5% in 2022/23 among those under 18.",
     "Arrests rose by 9% in 2022/23 among those over 18."),
    ("Grade 1 calls rose by 5% in 2022/23.",
     "Grade 2 calls rose by 9% in 2022/23."),
    ("Class A drug offences rose by 5% in 2022/23.",
     "Class B drug offences rose by 9% in 2022/23."),
    ("Crime fell by 5% in 2022/23 compared with the previous year.",
     "Crime fell by 9% in 2022/23 compared with three years ago."),
    ("Robbery rose by 5% in Q1 2022/23 on the previous quarter.",
     "Robbery rose by 9% in Q1 2022/23 on the same quarter last year."),
    ("Domestic abuse crimes rose by 5% in 2022/23.",
     "Domestic abuse incidents rose by 9% in 2022/23."),
    ("Repeat victims of hate crime fell by 5% in 2022/23.",
     "Victims of hate crime fell by 9% in 2022/23."),
    ("Hate crime rose by 5% in 2022/23.",
     "Racist hate crime rose by 9% in 2022/23."),
    ("ASB fell by 5% in 2022/23.",
     "Nuisance ASB fell by 9% in 2022/23."),
    ("Nationally, burglary fell by 5% in 2022/23.",
     "Burglary fell by 9% in 2022/23."),
    ("In England and Wales knife crime rose by 5% in the year to March 2023.",
     "Knife crime rose by 9% in the year to March 2023."),
    ("Across the force, burglary fell by 5% in 2022/23.",
     "Burglary fell by 9% in 2022/23 in the district."),
    ("Regionally, burglary fell by 5% in 2022/23.",
     "Burglary fell by 9% in 2022/23."),
    ("Satisfaction was 75% in 2022/23 for victims of burglary.",
     "Satisfaction was 71% in 2022/23 for victims of violence."),
    ("The detection rate was 15% in 2022/23 for burglary.",
     "The detection rate was 19% in 2022/23 for robbery."),
    ("Fires rose by 12% in July 2022.",
     "Fires rose by 15% in August 2022."),
    ("Reoffending was 30% in 2022/23 among adults.",
     "Reoffending was 35% in 2022/23 among young people."),
    ("The target is a reduction of 10% in burglary by 2025.",
     "Burglary saw a reduction of 6% by 2025."),
    ("Violence rose by 5% in 2022/23 to 1,200.",
     "Violence rose by 9% in 2022/23 in the night-time economy."),
    ("In 2022/23 we funded 12 projects.",
     "In 2022/23 we funded 15 more projects."),
    ("The service supported 450 victims in 2022/23.",
     "The service supported 1,450 victims in 2022/23 through the helpline."),
    ("The Hub received 450 calls.",
     "The Hub received 460 emails."),
    ("The Hub received 450 calls in its first year.",
     "The Hub received 520 calls in its second year."),
    ("Victim Support contacted 450 victims in 2021.",
     "Victim Support contacted 520 victims in 2022."),
    ("The Safer Streets Fund paid for 450 alarms.",
     "The Safer Streets Fund paid for 470 alarms in Ferryhill."),
    ("Operation Snap brought 450 submissions.",
     "Operation Snap brought 430 submissions last year."),
    ("Shoplifting rose by 25% in 2022/23 in large stores.",
     "Shoplifting rose by 28% in 2022/23 in small stores."),
    ("We recorded 4,500 offences in 2022/23 before the merger.",
     "We recorded 4,700 offences in 2022/23 after the merger."),
    ("Provisional figures show burglary fell by 5% in 2022/23.",
     "Final figures show burglary fell by 6% in 2022/23."),
    ("Male suicide rose by 5% in 2022.",
     "Suicide rose by 4% in 2022."),
    ("Burglary fell by 5% in 2022/23 against a national fall of 3%.",
     "Burglary fell by 3% nationally in 2022/23."),
    ("Serious injuries fell by 5% in 2022.",
     "Slight injuries fell by 6% in 2022."),
    ("Killed or seriously injured casualties fell by 5% in 2022.",
     "Casualties fell by 6% in 2022."),
    ("999 calls rose by 5% in 2022/23.",
     "101 calls rose by 6% in 2022/23."),
    ("Most similar forces saw burglary fall by 5% in 2022/23.",
     "Burglary fell by 9% in 2022/23."),
    ("It is projected that crime will fall by 5% in 2024/25.",
     "Crime fell by 9% in 2024/25."),
    ("Crime is forecast to rise by 5% in 2024/25.",
     "Crime rose by 9% in 2024/25."),
    ("In Stockton burglary fell by 5% in 2022/23.",
     "In Hartlepool burglary fell by 9% in 2022/23."),
    ("Stockton's burglary fell by 5% in 2022/23.",
     "Hartlepool's burglary fell by 9% in 2022/23."),
    ("Personal robbery fell by 5% in 2022/23.",
     "Business robbery fell by 9% in 2022/23."),
    ("The rate of burglary fell by 5% in 2022/23.",
     "The number of burglaries fell by 9% in 2022/23."),
    ("Burglary victims fell by 5% in 2022/23.",
     "Burglaries fell by 9% in 2022/23."),
    ("Arrests for burglary rose by 5% in 2022/23.",
     "Burglary rose by 9% in 2022/23."),
    ("Charges for rape rose by 15% in 2022/23.",
     "Rape rose by 9% in 2022/23."),
    ("Reports of rape rose by 15% in 2022/23.",
     "Convictions for rape rose by 9% in 2022/23."),
    ("Half of residents feel safe.",
     "40% of residents feel safe at night."),
    ("Feeling safe in the day was 90% in 2022/23.",
     "Feeling safe after dark was 60% in 2022/23."),
]  # fmt: skip
