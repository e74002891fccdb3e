"""Declared plans, schemes and crosswalks, made into rows."""

from goldenthread.strategy.loading.whole import Files, load, load_evidence, plan_files

__all__ = ["Files", "load", "load_evidence", "plan_files"]
