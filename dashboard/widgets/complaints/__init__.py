"""The parts of the page Complaints."""
