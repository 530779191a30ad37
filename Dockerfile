# Partnerbot with the index of documents/; how to run it is in docs/deployment.md.
# python:3.11-slim-bookworm of September 2026, Python 3.11.16. A newer one, on both lines that begin with FROM:
# docker buildx imagetools inspect python:3.11-slim-bookworm
FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
# torch without its GPU libraries, which are gigabytes larger.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PATH=/opt/partnerbot/bin:$PATH
WORKDIR /build
RUN python -m venv /opt/partnerbot
COPY requirements requirements
# What only compiles against torch or tests it is a tenth of the image.
RUN pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements/build.txt \
    && pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: \
       --index-url "$TORCH_INDEX" -r requirements/torch.txt \
    && pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: \
       --no-binary langdetect --no-build-isolation -r requirements/run.txt \
    && rm -r /opt/partnerbot/lib/python3.11/site-packages/torch/include \
             /opt/partnerbot/lib/python3.11/site-packages/torch/test
COPY LICENSE README.md pyproject.toml ./
COPY bot bot
COPY index index
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
WORKDIR /srv/partnerbot
COPY documents documents
RUN partnerbot index

FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
ENV PATH=/opt/partnerbot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PARTNERBOT_HOST=0.0.0.0 \
    PARTNERBOT_PORT=8000
WORKDIR /srv/partnerbot
COPY --from=build /opt/partnerbot /opt/partnerbot
COPY --from=build /srv/partnerbot/documents documents
# Whoever mounts other documents builds the index again: the service may write here, and nowhere else.
COPY --from=build --chown=10001:10001 /srv/partnerbot/var var
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PARTNERBOT_PORT\"]}/ready', timeout=4)"]
CMD ["partnerbot", "serve"]
