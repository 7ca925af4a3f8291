/** In UTC. What is seeded ends there, so that seeding again on the same day makes the same. */
export const startOfToday = (): Date => new Date(new Date().setUTCHours(0, 0, 0, 0))
