-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'access_granted';
