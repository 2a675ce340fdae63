package dev.bailiwick.placement;

import java.util.List;
import java.util.OptionalLong;

/**
 * What each replica needs.
 *
 * @param vendor whose accelerators
 * @param count accelerators per replica, at least 1
 * @param products product names any of which will do, in any of the vendor's spellings; empty: every product
 * @param minMemoryBytes least memory of one accelerator in bytes, a vendor's gigabyte being 10^9; empty: any
 * @param exclusive refuse nodes that share one accelerator among pods by time-slicing or MPS
 */
public record AcceleratorRequest(
        Vendor vendor, int count, List<String> products, OptionalLong minMemoryBytes, boolean exclusive) {

    public AcceleratorRequest {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
        products = List.copyOf(products);
    }
}
