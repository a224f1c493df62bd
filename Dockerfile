# Makes the image: docker build -t fundstelle .
# Nothing here names a processor; it is meant for linux/amd64 and linux/arm64.

# The same version as in rust-toolchain.toml.
ARG RUST=1.95.0
# Names one image for good, where a tag may come to name another; changed together with the version, as printed by
# docker buildx imagetools inspect docker.io/library/rust:1.95.0-slim-bookworm
ARG RUST_DIGEST=@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082
FROM docker.io/library/rust:${RUST}-slim-bookworm${RUST_DIGEST} AS dependencies
WORKDIR /src

# What others wrote is compiled by itself, from the manifests and an empty program. This layer is made
# again when the manifests change, and not when the program does.
COPY Cargo.toml Cargo.lock ./
COPY fake-discord/Cargo.toml fake-discord/
COPY lab/Cargo.toml lab/
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    mkdir -p src benches tests/it fake-discord/src lab/src \
    && echo 'fn main() {}' \
        | tee build.rs src/main.rs tests/it/main.rs fake-discord/src/lib.rs lab/src/lib.rs > src/lib.rs \
    && for bench in $(sed -n '/^\[\[bench]]/{n;s/^name = "\(.*\)"/\1/p;}' Cargo.toml); do \
        echo 'fn main() {}' > "benches/$bench.rs"; \
    done \
    && cargo build --release --locked

FROM dependencies AS build
COPY build.rs ./
COPY src src
COPY config/fundstelle.toml config/
COPY locales locales
COPY templates templates
COPY static static
COPY models models
# Cargo goes by times, and the empty program may be younger than the real one.
#
# /image is the whole file system of the image: the program, the libraries that it is linked with, the
# report, and the terms of everything in it. There is no shell, and nothing else that could be run.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    touch build.rs src/main.rs src/lib.rs \
    && cargo build --release --locked --bin fundstelle \
    && mkdir -p /image/usr/local/bin /image/etc /image/config /owned/data \
    && mv target/release/fundstelle /image/usr/local/bin/ \
    && rm -r target \
    && ldd /image/usr/local/bin/fundstelle | grep -o '/[^ ]*' | xargs cp -L --parents -t /image \
    && echo 'fundstelle:x:65532:65532::/:/nonexistent' > /image/etc/passwd \
    && echo 'fundstelle:x:65532:' > /image/etc/group

# What is only copied comes after what takes long. The report may have been deleted; the image is then
# built without one.
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    mkdir -p /image/corpus /image/usr/share/doc/fundstelle \
    && for report in corpus/*.md; do [ ! -e "$report" ] || cp "$report" /image/corpus/; done \
    && cp LICENSE* THIRD-PARTY.md /image/usr/share/doc/fundstelle/ \
    && cp models/*/NOTICE.md /image/usr/share/doc/fundstelle/NOTICE-model.md \
    && sh tools/licence_texts.sh > /image/usr/share/doc/fundstelle/LICENCE-TEXTS \
    && cp -L --parents /usr/share/doc/libc6/copyright /usr/share/doc/libgcc-s1/copyright /image

FROM scratch
COPY --from=build /image /
# A new volume takes over whose the directory is.
COPY --from=build --chown=65532:65532 /owned /

ARG VERSION=0.1.0
ARG REVISION=
ARG SOURCE=
LABEL org.opencontainers.image.title="Fundstelle" \
    org.opencontainers.image.description="Answers questions about a report with the report's own words and the exact place they stand" \
    org.opencontainers.image.licenses="(MIT OR Apache-2.0) AND CC0-1.0" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.source="${SOURCE}"

# glibc keeps memory for each thread; with two such stores it stays smaller (docs/quality.md).
ENV MALLOC_ARENA_MAX=2
# Inside the container; which port is published decides who reaches it.
ENV FUNDSTELLE_WEB__LISTEN=0.0.0.0:8080

# From here the defaults of the program are /config/fundstelle.toml, /corpus and /data.
WORKDIR /
VOLUME ["/corpus", "/data", "/config"]
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
# The first index may take a while, and is no sickness.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/fundstelle", "health"]
ENTRYPOINT ["/usr/local/bin/fundstelle"]
CMD ["serve"]
