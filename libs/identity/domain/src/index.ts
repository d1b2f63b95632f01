export * from './demo/demo-people.ts';
export * from './failed-login-limit.ts';
export * from './password.ts';
export * from './refresh-token.ts';
