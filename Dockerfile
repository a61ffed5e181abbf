# Readout's bot and command line: CPU only, non-root, content with a read-only root.
#
#   docker build -t readout .
#   docker run --rm --read-only --tmpfs /tmp --network none readout readout digest
#
# What stands here is checked without an engine by packaging/check-image.sh.

ARG PYTHON=3.11-slim

FROM python:${PYTHON} AS build
ARG TORCH=cpu
ARG EXTRAS="postgres cluster metrics pdf"
ENV TORCH=${TORCH} EXTRAS=${EXTRAS}
WORKDIR /src
COPY packaging/image.sh packaging/image.sh
COPY pyproject.toml ./
# Changes with pyproject.toml only, so an update of Readout fetches no torch again.
RUN sh packaging/image.sh dependencies /opt/readout
COPY . .
RUN sh packaging/image.sh package /opt/readout \
    && sh packaging/image.sh slim /opt/readout
RUN HF_HUB_OFFLINE=1 sh packaging/image.sh check /opt/readout

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="Readout" \
    org.opencontainers.image.description="Self-hosted news briefings with cited sentences." \
    org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 readout \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --no-create-home \
        --shell /usr/sbin/nologin readout \
    && install -d -o readout -g readout -m 0750 /data /cache
COPY --from=build /opt/readout /opt/readout
COPY packaging/healthcheck.py /opt/readout/healthcheck.py
ENV PATH=/opt/readout/bin:${PATH} \
    HOME=/data \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    READOUT_DATA_DIR=/data \
    READOUT_BOT_DATA_DIR=/data \
    READOUT_CACHE_DIR=/cache \
    READOUT_BOT_HEALTH_PORT=8080
VOLUME ["/data", "/cache"]
WORKDIR /data
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "/opt/readout/healthcheck.py"]
CMD ["readout-bot", "run"]
