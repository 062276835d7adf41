"""Checking data against shapes."""
