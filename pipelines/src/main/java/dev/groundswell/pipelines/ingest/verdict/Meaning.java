package dev.groundswell.pipelines.ingest.verdict;

/**
 * What a provider's category means in words that all providers share. With neither it is a category
 * that has no equivalent: known, and nothing to compare with others.
 *
 * @param technique MITRE ATLAS technique that the category is about; null if it is about none
 * @param harm hazard of MLCommons AILuminate; null if it is none of them
 */
public record Meaning(String technique, String harm) {}
