package dev.groundswell.local.simulator;

/**
 * Abuse of a product that is there every day.
 *
 * @param technique ATLAS id
 * @param harm MLCommons AILuminate name
 * @param product where
 * @param perTick how many do it in five minutes of an average hour
 */
record Abuse(String technique, String harm, Product product, double perTick) {}
