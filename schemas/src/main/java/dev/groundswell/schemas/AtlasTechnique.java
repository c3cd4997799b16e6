package dev.groundswell.schemas;

import java.util.List;

/**
 * A technique of the MITRE ATLAS matrix.
 *
 * @param id such as {@code AML.T0054}, or {@code AML.T0051.001} for a sub-technique
 * @param name name; a sub-technique's carries its parent's before a colon
 * @param tactics ids of the tactics it serves; a sub-technique's are its parent's
 */
public record AtlasTechnique(String id, String name, List<String> tactics) {}
