// What both sides of the comparison are asked: EC2 GPU instances of one region in detail, hour by hour in a window of
// 12 hours; everything else by service, region, category and month.
export const REGION = 'us-east-1';
export const INSTANCES = 'p5';
export const WINDOW = { begin: Date.UTC(2025, 9, 20, 6), end: Date.UTC(2025, 9, 20, 18) };
