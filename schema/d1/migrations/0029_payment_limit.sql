ALTER TABLE `resident` ADD `confirm_above_yen` integer;--> statement-breakpoint
ALTER TABLE `resident` ADD `confirm_ends_at_ms` integer;