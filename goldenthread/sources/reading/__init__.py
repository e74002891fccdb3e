"""One engine that reads every published table by what its source declares. Nothing is guessed.

columns: what one column may hold. layouts: how a file's columns stand together. blocks: a file in
blocks of whole lines. engine: a file checked and written as Parquet. faults: which row is wrong,
and what to do. whole: many files at once. differences: what a newer copy changed.
"""
