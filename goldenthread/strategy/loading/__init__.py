"""Declared plans, schemes and crosswalks, made into rows."""

from goldenthread.strategy.loading.whole import load, load_evidence, plan_files

__all__ = ["load", "load_evidence", "plan_files"]
