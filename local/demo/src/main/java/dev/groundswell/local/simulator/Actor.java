package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;

/**
 * Somebody who uses the service, with identities as a producer sees them.
 *
 * @param producer who reports what the person does
 * @param user name by which the producer knows the person
 * @param organization tenant
 * @param apiKey credential; null of who uses none
 * @param session session; null where the producer knows none
 * @param address network address, possibly shared by an organisation
 * @param asn autonomous system of the address, from the ranges for documentation
 * @param country ISO 3166-1 alpha-2 code
 * @param userAgent client software
 * @param region region that serves the person
 */
record Actor(
    Producer producer,
    String user,
    String organization,
    String apiKey,
    String session,
    String address,
    long asn,
    String country,
    String userAgent,
    String region) {

  /** The same person from somebody else's place on the network. */
  Actor at(Actor other) {
    return new Actor(
        producer,
        user,
        organization,
        apiKey,
        session,
        other.address,
        other.asn,
        other.country,
        other.userAgent,
        region);
  }

  /** The network of the address: the first 24 bits of it. */
  String network() {
    return address.substring(0, address.lastIndexOf('.'));
  }

  /** The same person with another credential. */
  Actor with(String newApiKey) {
    return new Actor(
        producer, user, organization, newApiKey, session, address, asn, country, userAgent, region);
  }

  /** The same person, served by another region. */
  Actor servedBy(String other) {
    return new Actor(
        producer, user, organization, apiKey, session, address, asn, country, userAgent, other);
  }
}
