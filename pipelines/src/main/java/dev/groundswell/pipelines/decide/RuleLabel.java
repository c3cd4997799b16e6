package dev.groundswell.pipelines.decide;

import java.io.Serializable;

/** What metrics say of a rule. */
record RuleLabel(String name, String level) implements Serializable {}
