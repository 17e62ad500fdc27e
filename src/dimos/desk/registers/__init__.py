"""The civil register and the files it is filled from: pages for administrators and supervisors."""
