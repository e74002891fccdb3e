"""Which adapter answers the cases of which method."""

from __future__ import annotations

from collections.abc import Callable

from csp_analytics.vectors import of_comparison, of_places, of_rates
from csp_analytics.vectors.case import Answer, Case

Adapter = Callable[[Case], Answer]

METHODS: dict[str, Adapter] = {
    "aoristic_weights": of_places.aoristic,
    "byar_and_wilson_limits": of_rates.count_or_proportion_limits,
    "concentration_and_location_quotient": of_places.concentration,
    "coverage_of_the_police_uk_archive": of_places.archive_gap,
    "crude_rate_ci": of_rates.crude_rate,
    "directly_standardised_rate_dobson": of_rates.direct,
    "empirical_bayes_rate": of_rates.empirical_bayes,
    "funnel_plot_limits": of_comparison.funnel_limits,
    "funnel_significance": of_comparison.funnel_significance,
    "getis_ord_conditional_permutation": of_places.permutation_chances,
    "getis_ord_local_g": of_places.local_g,
    "indirectly_standardised_rate_and_ratio": of_rates.indirect,
    "kernel_density": of_places.kernel_density,
    "knox_near_repeat": of_places.near_repeats,
    "knox_single_threshold": of_places.knox_once,
    "mean_ci_student_t": of_rates.student,
    "moran_i": of_places.moran_i,
    "pai_pei_rri": of_places.accuracy,
    "point_in_polygon": of_places.in_polygon,
    "poisson_e_test": of_rates.two_counts,
    "proportion_ci_wilson": of_rates.wilson,
    "quantile_assignment": of_comparison.quantile_assignment,
    "slope_index_of_inequality": of_comparison.slope_index,
    "spc_rules": of_comparison.control_rule,
    "spc_xmr_limits_and_rules": of_comparison.control_chart,
    "weighted_displacement": of_places.displacement,
}
