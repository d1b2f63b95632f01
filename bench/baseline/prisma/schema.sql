-- What `prisma db push` makes of schema.prisma.
CREATE TABLE "Student" (
  "id" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "creditLimit" INTEGER NOT NULL,
  "completedCourses" TEXT[],
  CONSTRAINT "Student_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Term" (
  "id" TEXT NOT NULL,
  "opensAt" TIMESTAMP(3) NOT NULL,
  "closesAt" TIMESTAMP(3) NOT NULL,
  "years" INTEGER[],
  CONSTRAINT "Term_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Section" (
  "id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "termId" TEXT NOT NULL,
  "cancelled" BOOLEAN NOT NULL DEFAULT false,
  "credits" INTEGER NOT NULL,
  "meetings" JSONB NOT NULL,
  "prerequisites" TEXT[],
  "capacity" INTEGER NOT NULL,
  "taken" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "Section_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Section_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "Enrollment" (
  "id" TEXT NOT NULL,
  "studentId" TEXT NOT NULL,
  "sectionId" TEXT NOT NULL,
  "credits" INTEGER NOT NULL,
  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Enrollment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Enrollment_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "Enrollment_sectionId_fkey" FOREIGN KEY ("sectionId") REFERENCES "Section" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Enrollment_studentId_sectionId_key" ON "Enrollment" ("studentId", "sectionId");

CREATE TABLE "Account" (
  "studentId" TEXT NOT NULL,
  "balance" INTEGER NOT NULL DEFAULT 0,
  "limit" INTEGER NOT NULL DEFAULT 500000,
  CONSTRAINT "Account_pkey" PRIMARY KEY ("studentId"),
  CONSTRAINT "Account_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "Charge" (
  "id" TEXT NOT NULL,
  "enrollmentId" TEXT NOT NULL,
  "studentId" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Charge_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Charge_enrollmentId_fkey" FOREIGN KEY ("enrollmentId") REFERENCES "Enrollment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "Charge_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Account" ("studentId") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Charge_enrollmentId_key" ON "Charge" ("enrollmentId");
