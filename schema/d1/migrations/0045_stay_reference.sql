ALTER TABLE `stay` ADD `reference_key` text;--> statement-breakpoint
CREATE INDEX `stay_reference` ON `stay` (`reference_key`) WHERE reference_key is not null;