/** Given names of the demo's students. */
export const givenNames = (
  'Minjun Seoyeon Jiho Hayoon Dohyun Soomin Eunwoo Yuna Taeyang Nari Amara Bruno Clara Diego Elif Farid Greta Hiro ' +
  'Ingrid Jonas Keiko Leila Mateo Nadia Oskar Priya Quentin Rosa Samir Tove Umar Vera Wanjiru Ximena Yusuf Zofia ' +
  'Anton Beatriz Chidi Dalia'
).split(' ');

/** Family names of the demo's students. */
export const familyNames = (
  'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Adeyemi Becker Castillo ' +
  'Dubois Eriksen Fischer Garcia Haddad Ivanova Jensen Kaya Lopez Moreau Nguyen Okafor Petrov Quispe Rossi Sato ' +
  'Tanaka Usman Varga Walsh Xu Yilmaz Zhang Andersen Bianchi Costa Demir'
).split(' ');

/** What the demo's students study. */
export const demoDepartments = [
  'Computer Science',
  'Mathematics',
  'Physics',
  'Chemistry',
  'Biology',
  'Economics',
  'History',
  'Philosophy',
  'Linguistics',
  'Music',
];
