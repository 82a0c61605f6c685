export type ReportTarget = 'issue' | 'pull-request' | 'pr-comment';
