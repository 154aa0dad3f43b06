DROP TABLE `programme_rule`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `name`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `pay_name`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `face`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `unit_word`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `faces_yen`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `face_per`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `stay_required`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `validity`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `starts_on`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `ends_on`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `scope`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `caps`;--> statement-breakpoint
ALTER TABLE `programme` DROP COLUMN `reprint_hours`;