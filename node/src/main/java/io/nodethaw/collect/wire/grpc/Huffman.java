package io.nodethaw.collect.wire.grpc;

import java.nio.ByteBuffer;

/**
 * Decodes HPACK's Huffman code (RFC 7541 appendix B). The code is canonical: within a length, codes count up with the symbol,
 * so the lengths alone give the whole table.
 */
final class Huffman {
    // length of the code of each byte value and of EOS: 'a' is 5 bits, 'z' is 30
    private static final String LENGTHS = "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf"
            + "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix"
            + "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs"
            + "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
            + "z";
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END_OF_STRING = 256;

    private static final int[] FIRST_CODE = new int[LONGEST + 1];
    private static final int[] COUNT = new int[LONGEST + 1];
    private static final int[] FIRST_INDEX = new int[LONGEST + 1];
    private static final int[] SYMBOLS = new int[LENGTHS.length()];

    static {
        int code = 0;
        int index = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            FIRST_CODE[length] = code;
            FIRST_INDEX[length] = index;
            for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
                if (LENGTHS.charAt(symbol) - 'a' + SHORTEST == length) {
                    SYMBOLS[index++] = symbol;
                }
            }
            COUNT[length] = index - FIRST_INDEX[length];
            code += COUNT[length];
        }
    }

    private Huffman() {}

    /** Decodes what remains in the buffer, each byte as one char. */
    static String decode(ByteBuffer coded) throws Http2Exception {
        var text = new StringBuilder();
        int code = 0;
        int length = 0;
        while (coded.hasRemaining()) {
            int bits = coded.get();
            for (int bit = 7; bit >= 0; bit--) {
                code = (code << 1) | ((bits >> bit) & 1);
                length++;
                int offset = code - FIRST_CODE[length];
                if (length >= SHORTEST && offset < COUNT[length]) {
                    text.append(character(SYMBOLS[FIRST_INDEX[length] + offset]));
                    code = 0;
                    length = 0;
                }
            }
        }
        // padding: the first bits of EOS, which are ones, and less than a byte of them (section 5.2)
        if (length > 7 || code != (1 << length) - 1) {
            throw new Http2Exception("Huffman code with wrong padding");
        }
        return text.toString();
    }

    private static char character(int symbol) throws Http2Exception {
        if (symbol == END_OF_STRING) {
            throw new Http2Exception("Huffman code of EOS inside a string");
        }
        return (char) symbol;
    }
}
