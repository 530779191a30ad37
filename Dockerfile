# Partnerbot with the index of documents/; how to run it is in docs/deployment.md.
FROM python:3.11-slim-bookworm AS build
# torch without its GPU libraries, which are gigabytes larger.
ENV PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
WORKDIR /build
RUN python -m venv /opt/partnerbot
COPY LICENSE README.md constraints.txt pyproject.toml ./
COPY bot bot
COPY index index
# What only compiles against torch or tests it is a tenth of the image.
RUN /opt/partnerbot/bin/pip install --no-cache-dir --constraint constraints.txt . \
    && rm -r /opt/partnerbot/lib/python3.11/site-packages/torch/include \
             /opt/partnerbot/lib/python3.11/site-packages/torch/test
WORKDIR /srv/partnerbot
COPY documents documents
RUN /opt/partnerbot/bin/partnerbot index

FROM python:3.11-slim-bookworm
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
