# One image, three commands:
#   web         (default)   node server.js
#   worker                  node dist/worker.mjs
#   migrations              node dist/migrate.mjs       before each new release
# and the shop's command line: node dist/shop.mjs --help
# Forms of yesterday's page keep working after a deploy when every build and container has the same
# key: docker build --build-arg NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=$(openssl rand -base64 32)

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
ARG NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
# The launcher generates the database client, builds into dist/web/<hash> and bundles into dist/.
RUN KIOSK_DATA=/tmp/kiosk npm run build \
  && mv dist/web/* /web \
  && mkdir -p /web/dist && cp dist/*.mjs dist/*.wasm /web/dist/ \
  && cp -r prisma/migrations /web/prisma/

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 KIOSK_DATA=/data
RUN install -d -o node -g node /data
COPY --from=build --chown=root:root /web ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "server.js"]
