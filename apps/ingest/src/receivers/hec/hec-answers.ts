/** Splunk's answers of the HTTP Event Collector: code to status and text (Splunk's manual, "Troubleshoot HTTP Event Collector"). */
export const HEC_ANSWERS = {
  0: { status: 200, text: 'Success' },
  2: { status: 401, text: 'Token is required' },
  3: { status: 401, text: 'Invalid authorization' },
  4: { status: 403, text: 'Invalid token' },
  5: { status: 400, text: 'No data' },
  6: { status: 400, text: 'Invalid data format' },
  8: { status: 500, text: 'Internal server error' },
  9: { status: 503, text: 'Server is busy' },
  10: { status: 400, text: 'Data channel is missing' },
  11: { status: 400, text: 'Invalid data channel' },
  12: { status: 400, text: 'Event field is required' },
  13: { status: 400, text: 'Event field cannot be blank' },
  14: { status: 400, text: 'ACK is disabled' },
  15: { status: 400, text: 'Error in handling indexed fields' },
  16: { status: 400, text: 'Query string authorization is not enabled' },
  17: { status: 200, text: 'HEC is healthy' },
  18: { status: 503, text: 'HEC is unhealthy, queues are full' },
} as const;

export type HecCode = keyof typeof HEC_ANSWERS;

/** The body that Splunk answers with. */
export function hecBody(code: HecCode): { readonly text: string; readonly code: HecCode } {
  return { text: HEC_ANSWERS[code].text, code };
}
