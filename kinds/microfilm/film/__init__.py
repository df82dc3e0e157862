"""The film register: which documents go on which roll, and numbers only for film that was exposed."""
