package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.schemas.Hazard;

/**
 * What a provider's category means in words that all providers share. With neither technique nor
 * harm it is a category that has no equivalent: known, and nothing to compare with others.
 *
 * @param technique MITRE ATLAS technique that the category is about; null if it is about none
 * @param harm hazard of MLCommons AILuminate; null if it is none of them
 * @param scale how the provider grades what it finds of the category
 */
record Meaning(String technique, Hazard harm, Scale scale) {}
