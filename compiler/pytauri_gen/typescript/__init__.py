"""The TypeScript target: lowers a program to TypeScript's terms and prints it."""
