// Optional: the pages work without this script. It adds a button to each command that copies it.
for (const command of document.querySelectorAll('.command')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.querySelector('code').textContent);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
  command.append(button);
}

// Optional: the form also works without scripts. While a person types, the items of this page that do not match are hidden.
for (const form of document.querySelectorAll('form[data-filters]')) {
  const input = form.querySelector('input[type=search]');
  const status = document.createElement('span');
  status.className = 'note';
  status.setAttribute('role', 'status');
  form.append(status);
  input.addEventListener('input', () => {
    const part = input.value.trim().toLowerCase();
    let count = 0;
    for (const item of document.querySelectorAll(form.dataset.filters)) {
      const text = (item.querySelector('summary') ?? item).textContent.toLowerCase();
      item.hidden = !text.includes(part);
      if (item.matches('article') && !item.hidden) count += 1;
    }
    const more = document.querySelector('.pager') ? '; Show searches all pages' : '';
    status.textContent = part === '' ? '' : `${count} on this page${more}`;
  });
}
