"""What Dimos costs, as ratios against a floor measured in the same run. Run by `dimos bench`."""
