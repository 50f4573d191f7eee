package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupingTest {
    private static String waiter(int id, String age, String mutex, String other) {
        return "goroutine " + id + " [semacquire" + age + "]:\nsync.(*Mutex).lockSlow(" + mutex
                + ")\n\t/go/src/sync/mutex.go:171 +0x15d\nmain.F(" + other + ")\n\t/src/main.go:2 +0x3\n\n";
    }

    @Test
    void goroutinesWithOneSignatureShareABucket() {
        var snapshot = DumpText.group(waiter(1, "", "0xc01", "0x1")
                        + waiter(2, ", 3 minutes", "0xc01", "0x2")
                        + waiter(3, ", 9 minutes", "0xc01", "0x3")
                        + waiter(4, ", 5 minutes", "0xc01", "0x4"))
                .dumps()
                .getFirst();
        assertThat(snapshot.buckets()).hasSize(1);
        var bucket = snapshot.buckets().getFirst();
        assertThat(bucket.count()).isEqualTo(4);
        assertThat(bucket.ages()).isEqualTo(new Ages(3, 3, 5, 9));
        assertThat(bucket.ids()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bucket.arguments()).containsExactly("0xc01", Bucket.DIFFERENT);
    }

    @Test
    void theOldestBucketIsFirstThenTheLargest() {
        var one = "goroutine 7 [select]:\nmain.G()\n\t/src/main.go:2 +0x3\n\n";
        var text = one
                + one.replace("7", "8").replace("G", "H")
                + one.replace("7", "9").replace("G", "H");
        var snapshot = DumpText.group(text + waiter(1, ", 3 minutes", "0x1", "0x1"))
                .dumps()
                .getFirst();
        assertThat(snapshot.buckets()).extracting(Bucket::count).containsExactly(1L, 2L, 1L);
        assertThat(snapshot.buckets().getFirst().ages().most()).isEqualTo(3);
    }

    @Test
    void moreSignaturesThanAreKeptAreCounted() {
        var text = new StringBuilder();
        for (int id = 1; id <= 160_000; id++) {
            text.append("goroutine ")
                    .append(id)
                    .append(" [select]:\nmain.G()\n\t/s.go:")
                    .append(id)
                    .append("\n\n");
        }
        var snapshot = DumpText.group(text.toString()).dumps().getFirst();
        assertThat(snapshot.goroutines()).isEqualTo(160_000);
        assertThat(snapshot.ungrouped()).isPositive();
        assertThat(snapshot.buckets().size() + snapshot.ungrouped()).isEqualTo(160_000);
    }
}
