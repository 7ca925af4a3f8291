FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY prisma prisma
COPY src src
RUN npm run build
# What only development needs goes: the command line of Prisma too, of which its client makes no use, its engines for other
# databases, and what is for people and debuggers.
RUN npm pkg delete devDependencies && npm prune \
  && rm -f node_modules/@prisma/client/runtime/*cockroachdb* node_modules/@prisma/client/runtime/*mysql* \
    node_modules/@prisma/client/runtime/*sqlite* node_modules/@prisma/client/runtime/*sqlserver* \
  && find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' ')' -delete \
  && rm -f dist/.stamp dist/.tsbuildinfo

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/prisma prisma
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# docs/operations.md, Sizing, says what the flags are for.
ENTRYPOINT ["node", "--min-semi-space-size=16", "--no-memory-reducer", "/app/dist/main.js"]
CMD ["serve"]
