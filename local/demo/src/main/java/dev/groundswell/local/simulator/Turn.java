package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;

/** What a user of the population did, before it gets an id and a time. */
record Turn(int user, TelemetryEvent event) {}
