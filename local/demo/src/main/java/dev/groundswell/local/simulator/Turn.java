package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;

/** What a user of the population did, before it gets an id and a time, and who reports it. */
record Turn(int user, Producer producer, TelemetryEvent event) {}
