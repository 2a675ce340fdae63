package dev.bailiwick.api.v1alpha1;

/** Vendors of accelerators, as the API spells them. */
public enum Vendor {
    nvidia,
    amd,
    intel
}
