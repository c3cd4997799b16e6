package dev.groundswell.pipelines.trend.statistics;

/**
 * Where a figure lies with a stated confidence, in the figure's unit.
 *
 * @param high may be positive infinity, where the data set no upper bound
 */
public record Interval(double low, double high) {}
