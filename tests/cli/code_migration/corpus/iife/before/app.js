(function () {
  'use strict';

  var KEY = 'app';
  var app = {
    items: [],
    load: function () {
      this.items = JSON.parse(localStorage.getItem(KEY) || '[]');
    },
    save() {
      localStorage.setItem(KEY, JSON.stringify(this.items));
    },
    add: function (item) {
      this.items.push(item);
      this.save();
    },
  };

  app.load();
  document.body.addEventListener('click', function () {
    app.add('x');
  });
})();
