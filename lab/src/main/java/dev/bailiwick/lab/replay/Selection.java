package dev.bailiwick.lab.replay;

/** Finds what stands at a place of numbers in their order without putting all of them in order. */
final class Selection {

    private Selection() {}

    /**
     * The number that would stand at a place if the numbers were sorted (quickselect by Hoare's partition).
     *
     * @param values without NaN; reordered, smaller ones before that place and larger ones behind it
     * @param place from 0
     */
    static double at(double[] values, int place) {
        int first = 0;
        int last = values.length - 1;
        while (first < last) {
            double pivot = median(values[first], values[(first + last) >>> 1], values[last]);
            int left = first;
            int right = last;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    double swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (place > right && place < left) {
                break;
            }
            first = place >= left ? left : first;
            last = place <= right ? right : last;
        }
        return values[place];
    }

    private static double median(double one, double two, double three) {
        return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
    }
}
