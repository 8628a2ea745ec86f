// An SMSC made of the npm package "smpp" that sends a long text in parts to whoever binds, and says how each part was answered.
import smpp from 'smpp';

const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const text = 'Привет 😀 '.repeat(20);
const room = 66;

const server = smpp.createServer((session) => {
  session.on('error', (error) => say({ event: 'error', text: error.message }));
  session.on('unbind', (pdu) => session.send(pdu.response()) && session.close());
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('bind_transceiver', (pdu) => {
    session.send(pdu.response({ system_id: 'stranger' }));
    const parts = [];
    for (let at = 0; at < text.length; at += room) parts.push(text.slice(at, at + room));
    // The last part first: nothing says that they come in their order.
    parts.map((part, i) => [part, i + 1]).reverse().forEach(([part, number]) => session.deliver_sm({
      source_addr_ton: 1, source_addr_npi: 1, source_addr: '447700900010',
      dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '447700900042',
      esm_class: smpp.ESM_CLASS.UDH_INDICATOR,
      data_coding: 8,
      short_message: { udh: Buffer.from([5, 0, 3, 77, parts.length, number]), message: Buffer.from(part, 'utf16le').swap16() },
    }, (answer) => say({ event: 'confirmed', number, status: answer.command_status })));
  });
});

server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port, text }));
// The test closes our input when it ends, however it ends.
process.stdin.resume().on('end', () => process.exit(0));
