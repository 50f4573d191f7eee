package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a class against ours, in memory. */
final class Compiled {

    private Compiled() {}

    /** The class files of one source: the class with that full name, and its nested classes. */
    static Collection<byte[]> of(String name, String text) {
        var javac = ToolProvider.getSystemJavaCompiler();
        var files = new Memory(javac.getStandardFileManager(null, null, null));
        var talk = new StringWriter();
        boolean done = javac.getTask(talk, files, null, List.of("-proc:none"), null, List.of(new Text(name, text)))
                .call();
        assertThat(done).as(talk.toString()).isTrue();
        return files.written.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private static URI uri(String name, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + name.replace('.', '/').replace('$', '-') + kind.extension);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(uri(name, Kind.SOURCE), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final List<ByteArrayOutputStream> written = new ArrayList<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            written.add(bytes);
            return new SimpleJavaFileObject(uri(name, kind), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
