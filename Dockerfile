# Readout's bot and command line: CPU only, non-root, content with a read-only root.
#
#   docker build -t readout .
#   docker run --rm --read-only --tmpfs /tmp --network none readout readout digest
#
# What stands here is checked without an engine by packaging/check-image.sh.

ARG PYTHON=3.11-slim

# What is needed is taken out of pyproject.toml, since that changes more often (the version).
FROM python:${PYTHON} AS wanted
ARG EXTRAS="postgres cluster metrics pdf"
WORKDIR /src
COPY packaging/image.sh pyproject.toml ./
RUN EXTRAS="${EXTRAS}" sh image.sh wanted /wanted.txt

# So an update of Readout that needs nothing else fetches no torch again, and adds to the
# image's layers on the disk itself alone.
FROM python:${PYTHON} AS dependencies
ARG TORCH=cpu
ENV TORCH=${TORCH}
WORKDIR /src
COPY packaging/image.sh packaging/image.sh
COPY --from=wanted /wanted.txt /wanted.txt
RUN sh packaging/image.sh dependencies /opt/readout /wanted.txt \
    && sh packaging/image.sh slim /opt/readout

FROM dependencies AS build
COPY . .
RUN sh packaging/image.sh package /opt/readout \
    && HF_HUB_OFFLINE=1 sh packaging/image.sh check /opt/readout \
    && sh packaging/image.sh added /opt/readout /opt/added

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="Readout" \
    org.opencontainers.image.description="Self-hosted news briefings with cited sentences." \
    org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 readout \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home \
        --shell /usr/sbin/nologin readout \
    && install -d -o readout -g readout -m 0750 /data /cache
COPY --from=dependencies /opt/readout /opt/readout
COPY --from=build /opt/added /opt/readout
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
# Ended over a wrong token it would be restarted, and refused, again and again.
CMD ["readout-bot", "run", "--hold"]
