export * from './demo/demo-people.ts';
export * from './failed-login-limit.ts';
export * from './password-mark.ts';
export * from './password.ts';
export * from './refresh-token.ts';
export * from './student-file/columns.ts';
export * from './student-file/read-student-row.ts';
