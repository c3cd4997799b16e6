package dev.groundswell.pipelines.config;

import org.apache.flink.configuration.Configuration;

/**
 * What a process needs that runs both jobs by itself.
 *
 * @param monitor what the monitor job needs
 * @param index what the index job needs
 * @param flink Flink's settings, with a directory for checkpoints
 */
public record RunConfig(MonitorConfig monitor, IndexConfig index, Configuration flink) {}
