"""What stands on a page and was written by neither publisher nor author."""
