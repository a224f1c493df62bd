INSERT INTO settings VALUES (100, '200 203', 1, 'bericht', 'de', 1, 'all:30', 1700000000, 'on');
INSERT INTO replies VALUES (1001, 1002, 1700000000);
INSERT INTO votes VALUES (1002, 11, 100, 1, 1700000000);
INSERT INTO gaps VALUES (1, 100, 11, 'Wie hoch ist der Turm?', NULL, 1700000000);
INSERT INTO gap_counts VALUES (100, 4);
INSERT INTO tallies VALUES (100, 19675, 'answered', 'bericht', 3), (100, 19675, 'refused', '', 2);
INSERT INTO greeted VALUES (100, 1700000000);
