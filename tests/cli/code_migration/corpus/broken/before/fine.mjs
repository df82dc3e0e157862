export const fine = () => localStorage.getItem("fine");
export const other = () => localStorage.getItem("broken");
