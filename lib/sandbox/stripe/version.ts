/** The API version that every answer and event of the sandbox is written in. */
export const apiVersion = "2026-10-28.endive"
