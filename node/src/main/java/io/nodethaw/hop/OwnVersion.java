package io.nodethaw.hop;

import io.nodethaw.evidence.Key;

/**
 * What a running part of the chain says about its version.
 *
 * @param component as the catalogue of bugs calls it
 * @param reading where it was read
 */
public record OwnVersion(String component, String version, Key reading) {}
