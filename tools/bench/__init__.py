"""`make bench`: what a person waits for, each as a ratio measured in one run."""
