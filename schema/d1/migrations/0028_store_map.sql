ALTER TABLE `municipality` ADD `outline` text;--> statement-breakpoint
CREATE INDEX `store_pin` ON `store` (`latitude_e6`,`longitude_e6`);